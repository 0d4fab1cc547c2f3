namespace Hindcast.Web.Hosting;

/// <summary>What a client sees of a failure: that there was one, and nothing of it.</summary>
internal static class Failures
{
    internal static Task Write(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("The server failed; its log says why.", context.RequestAborted);
    }
}
