using System.Globalization;
using Daypass.JmesPath.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Daypass.Cli.Aws;

/// <summary>Reads a YAML document into values: plain scalars become numbers, booleans or null where YAML says so.</summary>
internal static class YamlReading
{
    private const int MaximumDepth = 64;

    /// <summary>The value of the first document, or null when the text is no YAML, uses aliases or is nested too deeply.</summary>
    public static Value? Parse(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return Value.Null;
            }

            parser.Consume<DocumentStart>();
            return Node(parser, 0);
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static Value? Node(Parser parser, int depth)
    {
        if (depth > MaximumDepth)
        {
            return null;
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return Scalar(scalar);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new ListValue();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (Node(parser, depth + 1) is not { } item)
                {
                    return null;
                }

                list.Items.Add(item);
            }

            return list;
        }

        if (!parser.TryConsume<MappingStart>(out _))
        {
            return null;
        }

        var map = new MapValue();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, depth + 1) is not { } key || Node(parser, depth + 1) is not { } value)
            {
                return null;
            }

            map.Set(PythonText.Format(key), value);
        }

        return map;
    }

    private static Value Scalar(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
        {
            return Value.From(scalar.Value);
        }

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => Value.Null,
            "true" or "True" or "TRUE" => Value.True,
            "false" or "False" or "FALSE" => Value.False,
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => Value.From(whole),
            var text when text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) => Value.From(fraction),
            var text => Value.From(text),
        };
    }
}
