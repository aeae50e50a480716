using System.Text.Json;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Recorded.Tests.Kinds;

/// <summary>A policy document is saved, or passed to STS: it is taken, or refused with a code and a sentence.</summary>
internal sealed class SaveKind : IRecordedKind
{
    public Task<RecordedAnswer> Run(RecordedVector vector, RecordedWorld world)
    {
        var document = vector.Element.GetProperty("document");
        var text = document.ValueKind == JsonValueKind.String ? document.GetString()! : document.GetRawText();
        var fault = PolicyValidator.Validate(text, Kind(RecordedVector.Text(vector.Element, "policy")!));
        var aws = vector.Element.GetProperty("answer");
        var answer = RecordedAnswer.Compare(RecordedVector.Text(aws, "code")!, fault?.Code ?? "Success");
        return Task.FromResult(answer.IsSame && RecordedVector.Text(aws, "message") is { } message && message != fault?.Message
            ? RecordedAnswer.Another($"AWS says \"{message}\", we say \"{fault?.Message}\"")
            : answer);
    }

    private static PolicyKind Kind(string name) => name switch
    {
        "identity" => PolicyKind.Identity,
        "managed" => PolicyKind.Managed,
        "session" => PolicyKind.Session,
        "trust" => PolicyKind.Trust,
        "rcp" => PolicyKind.ResourceControl,
        "scp" => PolicyKind.ServiceControl,
        _ => throw new InvalidOperationException($"{name} is no kind of policy."),
    };
}
