// The specification is the one in spec/openapi.yaml; no other host is asked for anything.
window.SwaggerUIBundle({
  url: '/api/v1/openapi.yaml',
  dom_id: '#api',
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
