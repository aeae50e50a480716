using System.Text.Json;
using Daypass.Mcp.Answers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Daypass.Mcp.Safety;

/// <summary>
/// The user at the client, asked by elicitation. The call waits here meanwhile, so what was asked about is what is done: neither the
/// 2025 form (a request to the client) nor the 2026 form (an answer that input is required, and the call again with it) can change it.
/// </summary>
internal sealed class ConsentPrompt(McpServer server)
{
    private const string Answer = "allow";
    private const string Code = "code";

    /// <summary>True when the client can show a form to a user.</summary>
    public bool IsAvailable => server.ClientCapabilities?.Elicitation is { } elicitation && (elicitation.Form is not null || elicitation.Url is null);

    /// <summary>What the client calls itself.</summary>
    public string? ClientName => server.ClientInfo?.Name;

    /// <summary>Asks whether something may be done.</summary>
    /// <returns>True only when the user agreed.</returns>
    public async Task<bool> AskConsent(string question, CancellationToken cancellation)
    {
        var form = new ElicitRequestParams.RequestSchema
        {
            Properties =
            {
                [Answer] = new ElicitRequestParams.BooleanSchema
                {
                    Title = "Allow this call",
                    Description = "Choose yes only if you asked for it. Lines with [!] are wide, or let strangers in.",
                    Default = false,
                },
            },
            Required = [Answer],
        };
        var answer = await Elicit(question, form, cancellation).ConfigureAwait(false);
        return answer is { IsAccepted: true, Content: { } content } && content.TryGetValue(Answer, out var allowed) && allowed.ValueKind == JsonValueKind.True;
    }

    /// <summary>Asks for the code of an MFA device.</summary>
    /// <returns>The code, or null when none was given.</returns>
    public async Task<string?> AskMfaCode(string serial, CancellationToken cancellation)
    {
        var form = new ElicitRequestParams.RequestSchema
        {
            Properties =
            {
                [Code] = new ElicitRequestParams.StringSchema
                {
                    Title = "MFA code",
                    Description = "The six digits the device shows now.",
                    MinLength = 6,
                    MaxLength = 6,
                },
            },
            Required = [Code],
        };
        var answer = await Elicit($"Enter the MFA code of {UntrustedText.Quote(serial)}.", form, cancellation).ConfigureAwait(false);
        return answer is { IsAccepted: true, Content: { } content } && content.TryGetValue(Code, out var code) && code.ValueKind == JsonValueKind.String
            ? code.GetString()?.Trim()
            : null;
    }

    private async Task<ElicitResult?> Elicit(string message, ElicitRequestParams.RequestSchema form, CancellationToken cancellation)
    {
        try
        {
            return await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = form }, cancellation).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is McpException or InvalidOperationException or JsonException)
        {
            // A client that promises a form and fails to show it has not agreed.
            await Console.Error.WriteLineAsync("The client could not ask: " + refused.GetType().Name).ConfigureAwait(false);
            return null;
        }
    }
}
