using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

/// <summary>Names a member as AWS's validation errors do: <c>Tags.member.1.Key</c> is <c>tags.1.member.key</c>.</summary>
internal static class QueryPath
{
    public static string Format(QueryForm form, QueryScope scope, MemberDescription member)
    {
        if (scope.Prefix == 0)
        {
            return LowerFirst(member.Name);
        }

        var path = new StringBuilder();
        var segments = Encoding.UTF8.GetString(form.NameAt(scope.Start)[..scope.Prefix]).Split('.');
        for (var index = 0; index < segments.Length - 1; index++)
        {
            if (segments[index] is "member" or "entry" && index + 1 < segments.Length - 1)
            {
                path.Append(segments[index + 1]).Append('.').Append(segments[index++]).Append('.');
            }
            else
            {
                path.Append(LowerFirst(segments[index])).Append('.');
            }
        }

        return path.Append(LowerFirst(member.Name)).ToString();
    }

    internal static string LowerFirst(string name) =>
        string.Create(name.Length, name, static (target, source) =>
        {
            source.CopyTo(target);
            target[0] = char.ToLowerInvariant(target[0]);
        });
}
