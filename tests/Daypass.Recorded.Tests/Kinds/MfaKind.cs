using System.Text.Json;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>Calls about MFA devices whose answers depend on the time. README.md beside the vectors says what a vector can have.</summary>
/// <remarks>The vectors of a sequence follow one another, so it keeps the account between them.</remarks>
internal sealed class MfaKind : IRecordedKind
{
    private (string Name, MfaSequence Account)? _running;

    public async Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        var element = vector.Element;
        var sequence = RecordedVector.Text(element, "sequence")!;
        if (_running is not { } running || running.Name != sequence)
        {
            running = (sequence, await MfaSequence.Start(world));
            _running = running;
        }

        // AWS answered by what was before a change of its own. To send what it was asked would use a code up that it did not use up.
        var unseen = RecordedVector.Text(element, "unseen");
        if (unseen == "held")
        {
            return RecordedAnswer.Another("was not asked");
        }

        running.Account.SetClock(element.GetProperty("at").GetDouble());
        var answer = await running.Account.Call(element);
        var compared = Compare(element.GetProperty("answer"), answer, running.Account);
        return unseen is null ? compared : compared with { FailsOpen = false };
    }

    private static RecordedAnswer Compare(JsonElement recorded, CallAnswer answer, MfaSequence account)
    {
        var code = RecordedVector.Text(recorded, "code")!;
        if (code != answer.Code)
        {
            return RecordedAnswer.Compare(code, answer.Code) with { Difference = $"AWS: {code}, we: {answer.Code}: {answer.Message}" };
        }

        if (recorded.GetProperty("status").GetInt32() != answer.Status)
        {
            return RecordedAnswer.Another($"AWS: status {recorded.GetProperty("status").GetInt32()}, we: {answer.Status}");
        }

        if (RecordedVector.Text(recorded, "message") is { } message && message != answer.Message)
        {
            return RecordedAnswer.Another($"AWS says \"{message}\", we say \"{answer.Message}\"");
        }

        if (recorded.TryGetProperty("fields", out var fields))
        {
            foreach (var field in fields.EnumerateObject())
            {
                var ours = field.Value.ValueKind is JsonValueKind.Number ? FormattableString.Invariant($"{answer.Count(field.Name)}") : answer.Get(field.Name);
                var aws = field.Value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.Number => field.Value.GetRawText(),
                    _ => account.Fill(field.Value.GetString()!),
                };
                if (aws != ours)
                {
                    return RecordedAnswer.Another($"{field.Name} is \"{aws ?? "absent"}\" on AWS, \"{ours ?? "absent"}\" here");
                }
            }
        }

        return RecordedAnswer.Agrees;
    }
}
