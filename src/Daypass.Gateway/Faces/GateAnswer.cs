using Daypass.Gateway.Deciding;
using Daypass.Verifier.Refusals;

namespace Daypass.Gateway.Faces;

/// <summary>A refusal as proxies and clients get it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">Headers and body.</param>
internal readonly record struct GateAnswer(int Status, RefusalText Text)
{
    /// <summary>The refusal of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="id">The id under which the log has it.</param>
    /// <param name="hasFewStatuses">Whether only 401, 403 and 503 are understood.</param>
    public static GateAnswer Of(Verdict verdict, string id, bool hasFewStatuses)
    {
        var error = verdict.Error!;
        var status = verdict.HasNoCredentials ? 401 : hasFewStatuses ? error.Status switch { 401 => 401, >= 500 => 503, _ => 403 } : error.Status;
        var text = RefusalWriter.Write(
            new AccessRefusal(error with { Status = status }, id) { EncodedMessage = verdict.EncodedMessage }, verdict.Format);
        var headers = new List<KeyValuePair<string, string>>(text.Headers) { new(IdentityHeaders.Reason, IdentityHeaders.Write(error.Code)) };
        if (status == 401)
        {
            headers.Add(new("WWW-Authenticate", verdict.Route?.Token is null ? "AWS4-HMAC-SHA256" : "Bearer"));
        }

        return new GateAnswer(status, text with { Headers = headers });
    }
}
