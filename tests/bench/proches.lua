-- Requests for a random point each, in metropole. The first argument after `--` is the path, with `%s` where the point's
-- parameters go. A path without `%s` costs this script the same work, so that what is compared is the servers.
local west, south, east, north = -4.8, 42.3, 8.2, 51.1
local state = 20261122
local path, takes_point

local function random()
    state = (1103515245 * state + 12345) % 2147483648
    return state / 2147483648
end

function init(args)
    path = args[1]
    takes_point = path:find("%%s") ~= nil
end

function request()
    local lon = west + random() * (east - west)
    local lat = south + random() * (north - south)
    local point = string.format("lat=%.5f&lon=%.5f&limite=5", lat, lon)
    return wrk.format("GET", takes_point and string.format(path, point) or path)
end
