namespace Daypass.Core.Authorization;

/// <summary>What an operation needs to be allowed, and what it found while it asked: that, and nothing it looks up again, is what it acts on.</summary>
/// <typeparam name="TTarget">What it acts on.</typeparam>
/// <param name="Accesses">Every access in the order in which they are decided; the first refusal is the answer.</param>
/// <param name="Target">What it found.</param>
public readonly record struct Demand<TTarget>(IReadOnlyList<Access> Accesses, TTarget Target);

/// <summary>The target of an operation that acts on nothing it has to find first.</summary>
public readonly record struct NoTarget;
