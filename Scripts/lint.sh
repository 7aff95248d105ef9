#!/bin/sh
# Checks format and layers: what needs no build.
set -eu
echo "format: swift format lint --strict"
swift format lint --strict --recursive --parallel Sources Tests Package.swift
echo "layers: Scripts/layers.sh"
Scripts/layers.sh
