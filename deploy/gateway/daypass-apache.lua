-- Asks daypass-gateway whether a request may pass: LuaHookAccessChecker /etc/daypass/daypass-apache.lua ask
local http = require("socket.http")
local ltn12 = require("ltn12")

local gateway = "http://127.0.0.1:8020/auth/apache"
local told = { "X-Daypass-Decision", "X-Daypass-Arn", "X-Daypass-Account", "X-Daypass-User-Id", "X-Daypass-Source-Identity", "X-Daypass-Body-Sha256" }
local kept_back = { ["content-length"] = true, ["transfer-encoding"] = true, ["connection"] = true, ["expect"] = true, ["te"] = true, ["upgrade"] = true }

http.TIMEOUT = 5

function ask(r)
  local headers = {}
  for name, value in pairs(r:headers_in_table()) do
    local lower = name:lower()
    if lower:find("daypass", 1, true) then
      -- Ours alone, also with underscores, which some services take for the same header.
      r.headers_in[name] = nil
    elseif not kept_back[lower] and lower:sub(1, 11) ~= "x-original-" and lower:sub(1, 12) ~= "x-forwarded-" then
      headers[name] = value
    end
  end
  headers["X-Original-Method"] = r.method
  headers["X-Original-URI"] = r.unparsed_uri
  headers["X-Original-Proto"] = r.is_https and "https" or "http"
  headers["X-Original-Length"] = r.headers_in["Content-Length"]
  headers["X-Original-Transfer-Encoding"] = r.headers_in["Transfer-Encoding"]
  headers["X-Forwarded-For"] = r.useragent_ip

  local ok, status, said = http.request({ url = gateway, headers = headers, redirect = false, sink = ltn12.sink.null() })
  if ok and status == 200 and said["x-daypass-decision"] then
    for _, name in ipairs(told) do
      r.headers_in[name] = said[name:lower()] or "-"
    end
    return apache2.DECLINED
  end

  if ok and (status == 401 or status == 403) and said["x-daypass-reason"] then
    r.err_headers_out["X-Daypass-Reason"] = said["x-daypass-reason"]
    r.err_headers_out["WWW-Authenticate"] = said["www-authenticate"]
    return status
  end

  return 503
end
