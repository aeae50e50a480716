namespace Daypass.Policy.Evaluation;

/// <summary>A compiled document with the name an explanation calls it by.</summary>
/// <param name="Label">The ARN of a managed policy, the name of an inline one.</param>
/// <param name="Policy">The document.</param>
public sealed record NamedPolicy(string Label, CompiledPolicy Policy);
