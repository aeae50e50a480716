using System.Globalization;
using System.Text;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Calls;

/// <summary>Writes the parameters of a call as a form, following the descriptions of the catalogue instead of typed records.</summary>
internal sealed class QueryBody
{
    private readonly StringBuilder _form = new(256);

    private QueryBody(OperationDescription operation)
    {
        WritePair("Action", operation.Name);
        WritePair("Version", operation.Service.Version);
    }

    /// <summary>The body of a call; members the operation does not have are left out.</summary>
    public static byte[] Write(OperationDescription operation, MapValue parameters)
    {
        var body = new QueryBody(operation);
        body.WriteMembers(string.Empty, operation.Input, parameters);
        return Encoding.ASCII.GetBytes(body._form.ToString());
    }

    private void WriteMembers(string prefix, IReadOnlyList<MemberDescription> members, MapValue parameters)
    {
        foreach (var parameter in parameters.Members)
        {
            foreach (var member in members)
            {
                if (string.Equals(member.Name, parameter.Name, StringComparison.Ordinal))
                {
                    Write(prefix + member.Name, member, parameter.Value);
                }
            }
        }
    }

    private void Write(string name, MemberDescription member, Value value)
    {
        switch (member.Kind, value)
        {
            case (MemberKind.Structure, MapValue structure):
                WriteMembers(name + ".", member.Members, structure);
                break;
            case (MemberKind.List, ListValue { Items.Count: 0 }):
                // An empty list is written as an empty member: that is how it differs from none.
                WritePair(name, string.Empty);
                break;
            case (MemberKind.List, ListValue { Items: var items }):
                for (var index = 0; index < items.Count; index++)
                {
                    Write(string.Create(CultureInfo.InvariantCulture, $"{name}.member.{index + 1}"), member.Element!, items[index]);
                }

                break;
            case (MemberKind.Map, MapValue { Members: var entries }):
                for (var index = 0; index < entries.Count; index++)
                {
                    var entry = string.Create(CultureInfo.InvariantCulture, $"{name}.entry.{index + 1}");
                    WritePair(entry + ".key", entries[index].Name);
                    Write(entry + ".value", member.Element!, entries[index].Value);
                }

                break;
            case (_, BooleanValue { IsTrue: var truth }):
                WritePair(name, truth ? "true" : "false");
                break;
            default:
                WritePair(name, PythonText.Format(value));
                break;
        }
    }

    private void WritePair(string name, string value)
    {
        if (_form.Length > 0)
        {
            _form.Append('&');
        }

        _form.Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
