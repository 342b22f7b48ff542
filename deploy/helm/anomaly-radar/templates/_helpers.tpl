{{- define "radar.name" -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{- end }}
{{- define "radar.image" -}}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{- end }}
{{- define "radar.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "radar.serverLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end }}
{{- define "radar.flink" -}}{{ if .Values.job.enabled }}http://{{ include "radar.name" . }}-job-rest:8081{{ else }}{{ .Values.job.address }}{{ end }}{{- end }}
{{- define "radar.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}
{{- define "radar.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end }}
{{/* radar.yaml: what the values say, then the further settings over it. */}}
{{- define "radar.settings" -}}
{{- $host := (urlParse .Values.login.publicUrl).hostname }}
{{- $name := include "radar.name" . }}
{{- $names := printf "localhost,%s,%s-servers,%s-servers.%s,%s-servers.%s.svc" $host $name $name .Release.Namespace $name .Release.Namespace }}
{{- $kafka := dict "bootstrap-servers" .Values.kafka.bootstrapServers "topic-prefix" .Values.kafka.topicPrefix "partitions" .Values.kafka.partitions "replication-factor" .Values.kafka.replicationFactor }}
{{- $clickhouse := dict "url" .Values.clickhouse.url "user" .Values.clickhouse.user "database" .Values.clickhouse.database "password" "secret:clickhouse" }}
{{- $settings := dict
  "data" (dict "dir" "/var/lib/anomaly-radar")
  "server" (dict "bind-address" "0.0.0.0" "allowed-hosts" $names)
  "login" (dict "session-secret-file" "/etc/anomaly-radar/login/session" "public-url" .Values.login.publicUrl)
  "kafka" $kafka
  "history" (dict "store" "clickhouse" "clickhouse" $clickhouse)
  "alerts" (dict "secrets-directory" "/etc/anomaly-radar/secrets")
  "pipeline" (dict "parallelism" .Values.job.parallelism "state-backend" .Values.job.stateBackend)
  "flink" (dict "address" (include "radar.flink" .))
  "host" (dict "telemetry" (dict "enabled" false)) }}
{{- toYaml (mergeOverwrite $settings (deepCopy .Values.settings)) }}
{{- end }}
