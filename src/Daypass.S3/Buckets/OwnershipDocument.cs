using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;

namespace Daypass.S3.Buckets;

/// <summary>Reads and writes who owns the objects of a bucket: always the bucket's owner, because there are no ACLs.</summary>
public static class OwnershipDocument
{
    private const int Longest = 4096;
    private const string Enforced = "BucketOwnerEnforced";

    /// <summary>What is answered when a bucket has none.</summary>
    public static S3Error Missing { get; } = new("OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found");

    /// <summary>The document.</summary>
    public static byte[] Written { get; } = Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OwnershipControls xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ObjectOwnership>"
        + Enforced + "</ObjectOwnership></Rule></OwnershipControls>");

    /// <summary>Null when the document says what is so anyway; otherwise the refusal.</summary>
    public static S3Error? Check(ReadOnlyMemory<byte> utf8) =>
        utf8.Length > Longest || XmlPart.Read(utf8) is not { Name: "OwnershipControls", Parts: [{ Name: "Rule", Parts: [{ Name: "ObjectOwnership" } said] }] }
            ? S3Errors.MalformedXml
            : CheckWord(said.Text);

    /// <summary>Likewise of the header of CreateBucket.</summary>
    public static S3Error? CheckWord(string ownership) => ownership switch
    {
        Enforced => null,
        "BucketOwnerPreferred" or "ObjectWriter" => S3Errors.NotImplemented("x-amz-object-ownership"),
        _ => S3Errors.InvalidArgument("Invalid x-amz-object-ownership header: " + (ownership.Length > 64 ? ownership[..64] : ownership),
            "x-amz-object-ownership"),
    };
}
