namespace Daypass.Verifier.Refusals;

/// <summary>A refusal as it travels.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Headers">The headers that go with it.</param>
/// <param name="Body">The body; not sent in answer to HEAD.</param>
public sealed record RefusalText(int Status, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);
