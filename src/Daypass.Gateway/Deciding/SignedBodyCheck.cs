using System.Security.Cryptography;
using Daypass.Gateway.Requests;
using Daypass.Gateway.Routes;
using Daypass.Protocol.Errors;

namespace Daypass.Gateway.Deciding;

/// <summary>The hash that a signature is verified with, and what the service is told of it.</summary>
/// <param name="Hash">32 bytes; of no meaning when the body is not covered.</param>
/// <param name="Told">The hash in hexadecimal, or <c>UNSIGNED-PAYLOAD</c>.</param>
internal readonly record struct SignedBodyCheck(byte[] Hash, string Told)
{
    /// <summary>The word of <c>x-amz-content-sha256</c> for a body that is not covered.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    private const string Streamed = "STREAMING-";

    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    /// <summary>What the route's rule makes of the body; or why it is refused.</summary>
    public static Result<SignedBodyCheck> Read(GatewayRoute route, OriginalRequest request)
    {
        var declared = request.FindHeader("x-amz-content-sha256");
        if (declared?.StartsWith(Streamed, StringComparison.Ordinal) == true)
        {
            return GateErrors.BodyStreamed;
        }

        var body = request.Body;
        if (route.Body == BodyRule.None)
        {
            return body.IsThere || body.Sha256?.AsSpan().SequenceEqual(HashOfNothing) == false ? GateErrors.BodyNotTaken : Of(HashOfNothing);
        }

        if (declared == Unsigned)
        {
            return route.Body == BodyRule.Unsigned ? new SignedBodyCheck(HashOfNothing, Unsigned) : GateErrors.BodyNotCovered;
        }

        if (body.Sha256 is { } seen)
        {
            return declared is null || Convert.ToHexStringLower(seen) == declared ? Of(seen) : GateErrors.BodyDiffers;
        }

        if (route.Body == BodyRule.Checked)
        {
            return GateErrors.BodyNotSeen;
        }

        if (declared is null)
        {
            return body.IsThere ? GateErrors.BodyNotDeclared : Of(HashOfNothing);
        }

        var hash = new byte[SHA256.HashSizeInBytes];
        return declared.Length == 2 * hash.Length && Convert.FromHexString(declared, hash, out _, out _) == System.Buffers.OperationStatus.Done
            ? Of(hash) : GateErrors.BodyDiffers;
    }

    private static SignedBodyCheck Of(byte[] hash) => new(hash, Convert.ToHexStringLower(hash));
}
