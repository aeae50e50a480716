using System.Buffers;
using System.Text;
using System.Text.Json;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Parsing;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Cases;

/// <summary>
/// Decides cases given as JSON lines: principal, action, resource, context and every policy in one object, one decision
/// line out for each. Nothing is looked up and no context key is added. Reusable, not thread-safe.
/// </summary>
public sealed class PolicyCases
{
    private readonly AuthorizationRequest _request = new();
    private readonly PolicySet _policies = new();
    private readonly DecisionTrace _trace = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);

    /// <summary>Decides every line of <paramref name="cases"/>, blank ones aside, and writes one line for each.</summary>
    /// <returns>How many cases there were.</returns>
    public int Evaluate(TextReader cases, TextWriter decisions)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(decisions);
        var count = 0;
        while (cases.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                decisions.Write(Evaluate(line));
                decisions.Write('\n');
                count++;
            }
        }

        return count;
    }

    /// <summary>Decides one case; a case that cannot be read or whose document is broken answers with <c>error</c> and no decision.</summary>
    public string Evaluate(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, CaseAnswer.Options))
        {
            Evaluate(line, json);
        }

        return Encoding.UTF8.GetString(_line.WrittenSpan);
    }

    private void Evaluate(string line, Utf8JsonWriter json)
    {
        // As bytes, for the parser answers half a surrogate pair in a string by throwing something else.
        var utf8 = Encoding.UTF8.GetBytes(line);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8);
        }
        catch (JsonException)
        {
            CaseAnswer.WriteError(json, null, "The case is not JSON.");
            return;
        }

        using (document)
        {
            if (!EscapedText.IsWellFormed(utf8))
            {
                CaseAnswer.WriteError(json, null, "An escaped surrogate stands alone.");
                return;
            }

            _request.Clear();
            _policies.Clear();
            var reader = new CaseReader(document.RootElement);
            if (!reader.TryRead(_request, _policies))
            {
                CaseAnswer.WriteError(json, reader.Id, reader.Error);
                return;
            }

            var decision = PolicyEngine.Decide(_request, _policies, _trace);
            if (_request.IsExhausted)
            {
                CaseAnswer.WriteError(json, reader.Id, "Deciding took more steps than one request may; a server refuses it.");
                return;
            }

            CaseAnswer.Write(json, reader.Id, decision, _trace, reader.Refused);
        }
    }
}
