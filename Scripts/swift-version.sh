#!/bin/sh
# Prints the version of the Swift compiler, such as 6.3.1; nothing where there is none.
swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*[0-9]\).*/\1/p' | head -n 1
