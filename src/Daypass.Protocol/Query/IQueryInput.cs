using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

/// <summary>A record that can be read from a Query form and written as one; generated.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IQueryInput<TSelf>
    where TSelf : IQueryInput<TSelf>
{
    /// <summary>Its members in the order of the model.</summary>
    static abstract IReadOnlyList<MemberDescription> InputMembers { get; }

    /// <summary>Reads the members inside a scope of the form; what is wrong is collected by the reader.</summary>
    static abstract TSelf ReadMembers(ref QueryReader reader, QueryScope scope);

    /// <summary>Writes the members that are set.</summary>
    void WriteMembers(QueryWriter writer);
}
