using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Answers;

/// <summary>The result of an operation that answers nothing but a request id.</summary>
public sealed record NoOutput : IOperationOutput<NoOutput>
{
    private NoOutput()
    {
    }

    /// <summary>The only one.</summary>
    public static NoOutput Instance { get; } = new();

    /// <inheritdoc/>
    public static IReadOnlyList<MemberDescription> OutputMembers => [];

    /// <inheritdoc/>
    public static NoOutput ReadXml(XmlElement element) => Instance;

    /// <inheritdoc/>
    public void WriteMembers<TWriter>(ref TWriter writer)
        where TWriter : IAnswerWriter, allows ref struct
    {
        // Nothing to write: the envelope leaves the result element out as well.
    }
}
