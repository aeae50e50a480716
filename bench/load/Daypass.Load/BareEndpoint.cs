using System.Security.Cryptography;

namespace Daypass.Load;

/// <summary>The floor: Kestrel that reads the body, verifies one RSA-2048 signature if it is told to, and answers fixed bytes.</summary>
internal static class BareEndpoint
{
    public static async Task Run(int port, int size, bool verify, CancellationToken cancelled)
    {
        using var key = verify ? RSA.Create(2048) : null;
        var text = new byte[700];
        var signature = key?.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var answer = new byte[size];
        answer.AsSpan().Fill((byte)'x');
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(async context =>
        {
            var reader = context.Request.BodyReader;
            while (await reader.ReadAsync() is var read)
            {
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            if (key is not null && !key.VerifyData(text, signature!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            {
                context.Response.StatusCode = 500;
                return;
            }

            context.Response.ContentType = "text/xml";
            context.Response.ContentLength = answer.Length;
            await context.Response.BodyWriter.WriteAsync(answer);
        });
        await app.RunAsync(cancelled);
    }
}
