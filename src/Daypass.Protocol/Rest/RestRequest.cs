using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Rest;

/// <summary>Reads the members of a restJson1 request, which stand in its path and its query, into a form, so that one reader and one set of rules serves every
/// protocol.</summary>
public static class RestRequest
{
    /// <summary>Reads a request.</summary>
    /// <param name="path">The path as sent; it is the operation's.</param>
    /// <param name="query">The query as sent.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="form">Gets the values under the names of the catalogue.</param>
    /// <returns>Why it cannot be read, and the form is empty; or null.</returns>
    public static AwsError? Read(ReadOnlySpan<char> path, ReadOnlySpan<char> query, OperationDescription operation, QueryForm form)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(form);
        form.Reset();
        var error = ReadPath(path, operation, form) ?? ReadQuery(query, operation, form);
        if (error is null)
        {
            form.Complete();
        }
        else
        {
            form.Reset();
        }

        return error;
    }

    private static AwsError? ReadPath(ReadOnlySpan<char> path, OperationDescription operation, QueryForm form)
    {
        var at = 0;
        foreach (var range in path[1..].Split('/'))
        {
            if (OperationRoute.MemberOf(operation.Route!.Segments[at++]) is { } name && Add(path[1..][range], name, form) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Members that the path has not. What no member is called by is passed over: a presigned URL has its signature there.</summary>
    private static AwsError? ReadQuery(ReadOnlySpan<char> query, OperationDescription operation, QueryForm form)
    {
        foreach (var member in operation.Input)
        {
            var found = false;
            foreach (var range in query.Split('&'))
            {
                var pair = query[range];
                var equals = pair.IndexOf('=');
                if (!(equals < 0 ? pair : pair[..equals]).SequenceEqual(member.Name) || IsInPath(member, operation))
                {
                    continue;
                }

                // What one reader of a signed request sees and another does not must not exist.
                if (found)
                {
                    return CommonErrors.TwoValues(member.Name);
                }

                found = true;
                if (Add(equals < 0 ? default : pair[(equals + 1)..], member.Name, form) is { } error)
                {
                    return error;
                }
            }
        }

        return null;
    }

    private static bool IsInPath(MemberDescription member, OperationDescription operation)
    {
        foreach (var segment in operation.Route!.Segments)
        {
            if (OperationRoute.MemberOf(segment) == member.Name)
            {
                return true;
            }
        }

        return false;
    }

    private static AwsError? Add(ReadOnlySpan<char> encoded, string name, QueryForm form)
    {
        var value = PercentEncoding.Decode(encoded);
        return !value.Contains('\uFFFD', StringComparison.Ordinal) && form.TryAdd(Encoding.ASCII.GetBytes(name), Encoding.UTF8.GetBytes(value))
            ? null
            : CommonErrors.Serialization($"{name} is not percent-encoded UTF-8.");
    }
}
