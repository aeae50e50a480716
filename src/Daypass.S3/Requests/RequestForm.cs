namespace Daypass.S3.Requests;

/// <summary>How a request says who makes it.</summary>
public enum RequestForm
{
    /// <summary>It does not.</summary>
    Anonymous,

    /// <summary>By the Authorization header.</summary>
    Header,

    /// <summary>By its query: a presigned URL.</summary>
    Query,

    /// <summary>By a signed policy in a browser's form, or not at all; the form says which.</summary>
    Post,
}
