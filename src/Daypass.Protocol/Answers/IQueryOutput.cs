using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Answers;

/// <summary>A record that can be written into an answer and read from one; generated.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IQueryOutput<TSelf>
    where TSelf : IQueryOutput<TSelf>
{
    /// <summary>Its members in the order of the model.</summary>
    static abstract IReadOnlyList<MemberDescription> OutputMembers { get; }

    /// <summary>Writes the members in the order AWS does, leaving out those that are null.</summary>
    void WriteMembers<TWriter>(ref TWriter writer)
        where TWriter : IAnswerWriter, allows ref struct;

    /// <summary>Reads the members from the children of an element, in any order; what is missing or malformed is noted on the document.</summary>
    static abstract TSelf ReadXml(XmlElement element);
}

/// <summary>The whole result of an operation; generated.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IOperationOutput<TSelf> : IQueryOutput<TSelf>
    where TSelf : IOperationOutput<TSelf>;
