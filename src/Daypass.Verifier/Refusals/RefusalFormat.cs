namespace Daypass.Verifier.Refusals;

/// <summary>The form in which a service refuses.</summary>
public enum RefusalFormat
{
    /// <summary>XML as STS and other services of the Query protocol have it.</summary>
    Xml,

    /// <summary>XML as S3 has it.</summary>
    StorageXml,

    /// <summary>AWS JSON.</summary>
    AwsJson,

    /// <summary><c>application/problem+json</c> (RFC 9457), with the code in <c>code</c>.</summary>
    ProblemJson,
}
