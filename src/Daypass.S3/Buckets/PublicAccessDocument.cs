using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.S3.Buckets;

/// <summary>Reads and writes the switches of block public access.</summary>
public static class PublicAccessDocument
{
    private const int Longest = 4096;

    private static readonly string[] Names = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    /// <summary>What is answered when a bucket has none.</summary>
    public static S3Error Missing { get; } = new("NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found");

    /// <summary>Reads it; a switch that is not named is off.</summary>
    public static S3Error? Read(ReadOnlyMemory<byte> utf8, out PublicAccessBlock block)
    {
        block = PublicAccessBlock.All;
        if (utf8.Length > Longest || XmlPart.Read(utf8) is not { Name: "PublicAccessBlockConfiguration" } root || !root.HasOnly(Names) || root.Parts.Count == 0)
        {
            return S3Errors.MalformedXml;
        }

        var switches = new bool[Names.Length];
        for (var index = 0; index < Names.Length; index++)
        {
            switch (root.Find(Names[index])?.ToLowerInvariant())
            {
                case "true":
                    switches[index] = true;
                    break;
                case null or "false":
                    break;
                default:
                    return S3Errors.MalformedXml;
            }
        }

        block = new PublicAccessBlock(switches[0], switches[1], switches[2], switches[3]);
        return null;
    }

    /// <summary>Writes it.</summary>
    public static byte[] Write(PublicAccessBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PublicAccessBlockConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        bool[] switches = [block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets];
        for (var index = 0; index < Names.Length; index++)
        {
            XmlText.Element(text, Names[index], switches[index] ? "true" : "false");
        }

        return Encoding.UTF8.GetBytes(text.Append("</PublicAccessBlockConfiguration>").ToString());
    }
}
