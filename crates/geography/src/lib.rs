//! Communes, départements, régions, boundaries, time zones, place-name search.
