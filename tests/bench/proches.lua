-- Requests for the five nearest venues of a point that is another each time. PATH is the first argument after `--`.
local west, south, east, north = -4.8, 42.3, 8.2, 51.1
local state = 20261122
local path

local function random()
    state = (1103515245 * state + 12345) % 2147483648
    return state / 2147483648
end

function init(args)
    path = args[1]
end

function request()
    local lon = west + random() * (east - west)
    local lat = south + random() * (north - south)
    return wrk.format("GET", string.format("%s?lat=%.5f&lon=%.5f&limite=5", path, lat, lon))
end
