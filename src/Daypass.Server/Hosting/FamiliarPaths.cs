using System.Text.Json;
using Daypass.Server.Telemetry;
using Daypass.Server.Kits;

namespace Daypass.Server.Hosting;

/// <summary>The paths at which people's tests ask whether moto or LocalStack is up: answered, so that a test set up for those goes on, and without
/// posing as them.</summary>
internal sealed class FamiliarPaths(ControlEndpoint? controls)
{
    private const string NoControls =
        "Daypass goes back to its start only when it is started for tests: daypass-server --ephemeral --test-controls. See docs/testing.md.";

    private static readonly byte[] Health = JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object>
        {
            ["services"] = new Dictionary<string, string> { ["sts"] = "available", ["iam"] = "available" },
            ["edition"] = "daypass",
            ["version"] = NodeTelemetry.Version,
        });

    private static readonly byte[] Initialized = "{\"completed\":true,\"scripts\":[]}"u8.ToArray();

    private static readonly byte[] About = JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, string>
        {
            ["server"] = "daypass",
            ["note"] = "Daypass serves sts and iam, and refuses as AWS does. A server started with --ephemeral --test-controls can be reset at"
                + " POST /moto-api/reset and has more at /_daypass. See docs/coming-from.md.",
        });

    /// <summary>Answers them.</summary>
    public void Map(WebApplication app)
    {
        app.Map("/health", static branch => branch.Run(static http => Tell(http, Health)));
        app.Map("/_localstack", static branch => branch.Run(static http => http.Request.Path.Value switch
        {
            "/health" => Tell(http, Health),
            "/init" or "/init/ready" => Tell(http, Initialized),
            _ => Tell(http, About, StatusCodes.Status404NotFound),
        }));
        app.Map("/moto-api", branch => branch.Run(AnswerMoto));
    }

    private Task AnswerMoto(HttpContext http) => http.Request.Path.Value?.TrimEnd('/') switch
    {
        "/reset" when HttpMethods.IsPost(http.Request.Method) && controls is not null => controls.Reset(http),
        "/reset" => Tell(
            http,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
            {
                ["error"] = controls is null ? NoControls : "Reset is asked for with POST.",
            }),
            controls is null ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest),
        "" or "/data.json" => Tell(http, About),
        _ => Tell(http, About, StatusCodes.Status404NotFound),
    };

    private static Task Tell(HttpContext http, byte[] body, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
