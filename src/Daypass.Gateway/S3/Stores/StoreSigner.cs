using Daypass.Gateway.S3.Settings;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.S3.Stores;

/// <summary>Signs calls with the one key that the store knows. Safe for any number of threads.</summary>
internal sealed class StoreSigner(StoreSettings settings, TimeProvider clock)
{
    private static readonly byte[] NoHash = new byte[32];

    private readonly SigV4Signer _signer = new(
        new SigV4Rules { Service = settings.Service, NormalizePath = false, EncodePathTwice = false, AllowPayloadForms = true }, settings.Region,
        new SigningKeys(4));

    /// <summary>Writes the headers of a call, signed, into a request.</summary>
    /// <param name="call">The call.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="request">Gets them.</param>
    public void Write(StoreCall call, in StoreAddress address, HttpRequestMessage request)
    {
        var signed = new List<HeaderField>(call.Headers.Count + 2) { new("Host", address.Host), new("x-amz-content-sha256", call.PayloadHash) };
        foreach (var header in call.Headers)
        {
            if (IsSigned(header.Name))
            {
                signed.Add(header);
            }
        }

        var hash = call.PayloadHash.Length == 2 * NoHash.Length ? Convert.FromHexString(call.PayloadHash) : NoHash;
        var added = _signer.Sign(
            new SignedRequest(call.Method, address.Target, signed.ToArray()), hash, settings.Credentials, clock.GetUtcNow());
        request.Headers.Host = address.Host;
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", call.PayloadHash);
        foreach (var header in added)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        foreach (var header in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                // A header of the content belongs to the content; of a request without one it says nothing.
                request.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }
    }

    /// <summary>Programs on the way may write others in another form.</summary>
    private static bool IsSigned(string name) => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-md5", StringComparison.OrdinalIgnoreCase);
}
