namespace Daypass.Server.Hosting;

/// <summary>What the link of a delegation request leads to: how to look at the request and decide it. The page says nothing of the request itself.</summary>
internal static class DelegationPage
{
    private const int LongestId = 128;

    /// <summary>Everything below <c>/delegation</c>.</summary>
    public static void Branch(IApplicationBuilder branch) => branch.Run(static http =>
    {
        var id = (http.Request.Path.Value ?? "").TrimStart('/');
        if (!HttpMethods.IsGet(http.Request.Method) || id.Length is 0 or > LongestId
            || !id.All(static character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(
            $"""
            Somebody asks to be lent some of your permissions for a while. With your own credentials:

              aws iam associate-delegation-request --delegation-request-id {id}
              aws iam get-delegation-request --delegation-request-id {id} --delegation-permission-check

            Read what is asked for, then either

              aws iam accept-delegation-request --delegation-request-id {id}
              aws iam send-delegation-token --delegation-request-id {id}

            or

              aws iam reject-delegation-request --delegation-request-id {id}

            """,
            http.RequestAborted);
    });
}
