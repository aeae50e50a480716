namespace Daypass.Load;

/// <summary>The floor: Kestrel that reads the body and answers fixed bytes.</summary>
internal static class BareEndpoint
{
    public static async Task Run(int port, int size, CancellationToken cancelled)
    {
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

            context.Response.ContentType = "text/xml";
            context.Response.ContentLength = answer.Length;
            await context.Response.BodyWriter.WriteAsync(answer);
        });
        await app.RunAsync(cancelled);
    }
}
