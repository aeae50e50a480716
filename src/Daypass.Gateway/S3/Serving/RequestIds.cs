using System.Security.Cryptography;

namespace Daypass.Gateway.S3.Serving;

/// <summary>The two ids of a request, in the form that S3's have.</summary>
/// <param name="Request"><c>x-amz-request-id</c>.</param>
/// <param name="Host"><c>x-amz-id-2</c>.</param>
internal readonly record struct RequestIds(string Request, string Host)
{
    /// <summary>New ones.</summary>
    public static RequestIds Create()
    {
        Span<byte> bytes = stackalloc byte[56];
        RandomNumberGenerator.Fill(bytes);
        return new RequestIds(RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16), Convert.ToBase64String(bytes));
    }
}
