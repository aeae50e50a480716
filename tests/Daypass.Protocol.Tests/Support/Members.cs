using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Support;

/// <summary>Descriptions of members with those nested in them.</summary>
internal static class Members
{
    public static IEnumerable<MemberDescription> Flatten(IEnumerable<MemberDescription> members) =>
        members.SelectMany(static member => Flatten(member.Members).Concat(member.Element is { } element ? Flatten([element]) : []).Append(member));
}
