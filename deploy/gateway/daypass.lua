-- Asks daypass-gateway whether a request may pass: http-request lua.daypass
local gateway = "http://127.0.0.1:8020/auth/haproxy"
local patience = 5000
local told = { "X-Daypass-Decision", "X-Daypass-Arn", "X-Daypass-Account", "X-Daypass-User-Id", "X-Daypass-Source-Identity", "X-Daypass-Body-Sha256" }
local kept_back = { ["content-length"] = true, ["transfer-encoding"] = true, ["connection"] = true, ["expect"] = true }

local function answer(txn, status, headers, body)
  local reply = txn:reply({ status = status })
  for _, name in ipairs({ "content-type", "retry-after", "www-authenticate", "x-daypass-reason", "x-amzn-requestid", "x-amz-request-id" }) do
    if headers[name] then
      reply:add_header(name, headers[name][0])
    end
  end
  reply:set_body(body or "")
  txn:done(reply)
end

core.register_action("daypass", { "http-req" }, function(txn)
  local headers = {}
  local length, framing
  for name, values in pairs(txn.http:req_get_headers()) do
    if name == "content-length" then
      length = values[0]
    elseif name == "transfer-encoding" then
      framing = values[0]
    end
    -- Names of ours that a client sent are nobody's words.
    if not kept_back[name] and name:sub(1, 11) ~= "x-original-" and name:sub(1, 12) ~= "x-forwarded-" then
      local list = {}
      for index = 0, #values do
        list[#list + 1] = values[index]
      end
      headers[name] = list
    end
  end
  headers["x-original-method"] = { txn.sf:method() }
  headers["x-original-uri"] = { txn.sf:pathq() }
  headers["x-original-proto"] = { txn.f:ssl_fc() == 1 and "https" or "http" }
  headers["x-forwarded-for"] = { txn.sf:src() }
  if length then
    headers["x-original-length"] = { length }
  end
  if framing then
    headers["x-original-transfer-encoding"] = { framing }
  end
  -- Only the hash of a whole body is one.
  local sha = txn:get_var("txn.sha")
  if sha and txn:get_var("txn.seen") == txn:get_var("txn.size") then
    headers["x-original-body-sha256"] = { sha:lower() }
  end

  local client = core.httpclient()
  local said = client:get({ url = gateway, headers = headers, timeout = patience })
  if said and said.status == 200 and said.headers["x-daypass-decision"] then
    for _, name in ipairs(told) do
      local value = said.headers[name:lower()]
      txn.http:req_set_header(name, value and value[0] or "-")
    end
  elseif said and said.headers and said.headers["x-daypass-reason"] and said.status >= 400 then
    answer(txn, said.status, said.headers, said.body)
  else
    answer(txn, 503, { ["content-type"] = { [0] = "text/xml" } },
      "<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code></Error></ErrorResponse>\n")
  end
end, 0)
