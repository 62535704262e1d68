#!/bin/sh
# Counts the instructions of each piece of work in benches/instructions.rs with valgrind's callgrind:
# what doing it twice takes more than doing it once. Prints a table for benches/README.md.
set -eu
cd "$(dirname "$0")/.."
bench=$(cargo bench --bench instructions --no-run 2>&1 | sed -n 's/.*(\(.*instructions-[^)]*\)).*/\1/p')

count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

echo '| work on a megabyte | instructions, millions |'
echo '| --- | ---: |'
"$bench" | while read -r work; do
    once=$(count "$work" 1)
    twice=$(count "$work" 2)
    printf '| %s | %s |\n' "$work" "$(awk "BEGIN { printf \"%.1f\", ($twice - $once) / 1e6 }")"
done
