using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>What a node of the syntax tree does.</summary>
internal enum NodeKind
{
    Identity,
    Field,
    Literal,
    Chain,
    IndexChain,
    Index,
    Slice,
    Compare,
    And,
    Or,
    Not,
    Projection,
    ValueProjection,
    FilterProjection,
    Flatten,
    MultiSelectList,
    MultiSelectHash,
    Call,
    ExpressionReference,
}

/// <summary>One node of the syntax tree; which of the fields are set follows from its kind.</summary>
internal sealed class Node
{
    /// <summary>A tree deeper than this is refused, so that evaluation cannot exhaust the stack.</summary>
    public const int MaximumDepth = 400;

    /// <summary>How many nodes that build a value a tree may have, so that no result is nested deeper than that beyond its input.</summary>
    public const int MaximumBuilders = 500;

    public static readonly Node Identity = new(NodeKind.Identity);

    public Node(NodeKind kind, params Node[] children)
    {
        Kind = kind;
        Children = children;
        foreach (var child in children)
        {
            Depth = Math.Max(Depth, child.Depth + 1);
        }
    }

    public NodeKind Kind { get; }

    public Node[] Children { get; }

    /// <summary>The longest way down to a leaf.</summary>
    public int Depth { get; }

    /// <summary>A field's or a function's name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The keys of a multi-select hash, one per child.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>A literal's value.</summary>
    public Value Literal { get; init; } = Value.Null;

    /// <summary>The comparison.</summary>
    public TokenKind Comparison { get; init; }

    /// <summary>An index, or the start of a slice.</summary>
    public long? First { get; init; }

    /// <summary>The end of a slice.</summary>
    public long? Last { get; init; }

    /// <summary>The step of a slice.</summary>
    public long? Step { get; init; }
}
