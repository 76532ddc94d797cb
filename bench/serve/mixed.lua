-- wrk: each request is the next of the addresses in the file named by URLS, with the token of TOKEN, gzip'd.
local urls, at = {}, 0
local headers = { ["Authorization"] = "Bearer " .. (os.getenv("TOKEN") or ""), ["Accept-Encoding"] = "gzip" }

function init()
  for line in io.lines(os.getenv("URLS")) do urls[#urls + 1] = line end
  math.randomseed(os.time())
  at = math.random(#urls)
end

function request()
  at = at % #urls + 1
  return wrk.format("GET", urls[at], headers)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %.3f %.2f %.2f %.2f %d\n", summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
