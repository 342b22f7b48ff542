#!/usr/bin/env python3
"""Writes vectors.json, the test vectors of the VUS scorer.   usage: vectors.py DIR > vectors.json

DIR holds vus_pr.py, the reference: numpy, checked against TSB-AD's own code to 1e-15. The series are made up: labels at
the edges, single rows, events close to each other; scores with many ties, constant, continuous.
"""
import json, sys
import numpy as np

sys.path.insert(0, sys.argv[1])
from vus_pr import vus

random = np.random.default_rng(19)


def labels(rows, spans):
    label = np.zeros(rows, int)
    for first, last in spans:
        label[first:last + 1] = 1
    return label


def case(rows, spans, window, kind):
    label = labels(rows, spans)
    if kind == 'continuous':
        score = np.round(random.gamma(1, 1, rows) + 1.5 * label, 6)
    elif kind == 'ties':
        score = np.round(random.gamma(1, 1, rows) + label)
    elif kind == 'constant':
        score = np.full(rows, 0.25)
    elif kind == 'late':
        score = np.round(np.convolve(random.gamma(1, .2, rows) + 2 * label, np.ones(9) / 9)[:rows], 6)
    else:
        score = label.astype(float)
    roc, pr = vus(label, score, window)
    return {'rows': rows, 'events': spans, 'window': window, 'scores': score.tolist(), 'roc': roc, 'pr': pr}


print(json.dumps([
    case(300, [(40, 60), (200, 200)], 0, 'continuous'),
    case(300, [(40, 60), (200, 200)], 1, 'continuous'),
    case(300, [(40, 60), (70, 74), (200, 200)], 25, 'continuous'),
    case(260, [(0, 3), (250, 259)], 40, 'ties'),
    case(400, [(100, 149), (160, 161), (163, 163), (350, 399)], 125, 'late'),
    case(120, [(50, 60)], 12, 'ties'),
    case(300, [(10, 12), (280, 281)], 300, 'late'),
    case(200, [(90, 99)], 16, 'constant'),
    case(200, [(90, 99), (120, 130)], 16, 'perfect'),
], indent=None, separators=(',', ':')))
