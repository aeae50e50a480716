using Daypass.AspNetCore.Services;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;

namespace Daypass.AspNetCore.Authentication;

/// <summary>A request that is put to the server as it arrived. For one request, not thread-safe.</summary>
/// <param name="service">The service.</param>
/// <param name="signed">The request.</param>
/// <param name="bodyHash">The hash of its body, in hexadecimal.</param>
internal sealed class AskedRequest(VerifiedService service, SignedRequest signed, string bodyHash)
{
    private readonly List<(AccessQuestion Question, CheckAccessResponse Answer)> _answers = [];

    /// <summary>What the server says; the same question is asked once.</summary>
    /// <exception cref="ServerUnreachableException">It says nothing, or does not answer this service.</exception>
    public async ValueTask<CheckAccessResponse> Ask(AccessQuestion question, CancellationToken cancelled)
    {
        foreach (var (earlier, known) in _answers)
        {
            if (earlier.Action == question.Action && earlier.Resource == question.Resource && earlier.Keys.SequenceEqual(question.Keys))
            {
                return known;
            }
        }

        var result = await service.Server.CheckAccess(
            new CheckAccessRequest
            {
                Method = signed.Method,
                Target = signed.RawTarget,
                Headers = [.. signed.Headers.ToArray().Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
                BodySha256 = bodyHash,
                SigningName = service.Options.SigningName,
                RequestedAction = question.Action,
                Resource = question.Resource,
                SourceIp = question.SourceIp,
                SecureTransport = question.IsSecure,
                ServiceKeys = [.. question.Keys.Select(static key => new ServiceKey { Name = key.Key, Value = key.Value })],
            },
            cancelled);
        if (!result.Succeeded)
        {
            throw new ServerUnreachableException($"CheckAccess was refused to this service: {result.Error.Code}: {result.Error.Message}");
        }

        _answers.Add((question, result.Value));
        return result.Value;
    }
}
