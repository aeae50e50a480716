namespace Daypass.Protocol.Answers;

/// <summary>A JSON value as it is written: what Smithy calls a document.</summary>
/// <param name="Text">The value; whoever makes it answers for its being one.</param>
public readonly record struct RawJson(string Text);
