using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Daypass.Mcp.Safety;

/// <summary>
/// The person at the client, asked by elicitation. The call waits here meanwhile, so what was asked about is what is done: neither the
/// 2025 form (a request to the client) nor the 2026 form (an answer that input is required, and the call again with it) can change it.
/// </summary>
internal sealed class Person(McpServer server)
{
    private const string Answer = "allow";
    private const string Code = "code";

    /// <summary>True when the client can show a form to somebody.</summary>
    public bool CanBeAsked => server.ClientCapabilities?.Elicitation is { } elicitation && (elicitation.Form is not null || elicitation.Url is null);

    /// <summary>What the client calls itself.</summary>
    public string? Client => server.ClientInfo?.Name;

    /// <summary>Asks whether something may be done.</summary>
    /// <returns>True only when somebody said so.</returns>
    public async Task<bool> Allows(string question, CancellationToken cancellation)
    {
        var form = new ElicitRequestParams.RequestSchema
        {
            Properties = { [Answer] = new ElicitRequestParams.BooleanSchema { Title = "Allow this call", Description = "Choose yes only if you asked for it.", Default = false } },
            Required = [Answer],
        };
        var answer = await Ask(question, form, cancellation).ConfigureAwait(false);
        return answer is { IsAccepted: true, Content: { } content } && content.TryGetValue(Answer, out var allowed) && allowed.ValueKind == JsonValueKind.True;
    }

    /// <summary>Asks for the code of an MFA device.</summary>
    /// <returns>The code, or null when nobody gave one.</returns>
    public async Task<string?> MfaCode(string serial, CancellationToken cancellation)
    {
        var form = new ElicitRequestParams.RequestSchema
        {
            Properties = { [Code] = new ElicitRequestParams.StringSchema { Title = "MFA code", Description = "The six digits the device shows now.", MinLength = 6, MaxLength = 6 } },
            Required = [Code],
        };
        var answer = await Ask($"Enter the MFA code of {Shown(serial)}.", form, cancellation).ConfigureAwait(false);
        return answer is { IsAccepted: true, Content: { } content } && content.TryGetValue(Code, out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()?.Trim() : null;
    }

    /// <summary>Text of unknown origin as a question may show it: in quotes, on one line, not too long to read.</summary>
    public static string Shown(string text)
    {
        const int Longest = 300;
        var clean = new string([.. text.Take(Longest).Select(static character => char.IsControl(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.Format ? ' ' : character)]);
        return $"\"{clean}{(text.Length > Longest ? "…" : string.Empty)}\"";
    }

    private async Task<ElicitResult?> Ask(string message, ElicitRequestParams.RequestSchema form, CancellationToken cancellation)
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
