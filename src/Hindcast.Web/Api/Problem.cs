namespace Hindcast.Web.Api;

/// <summary>Refusals of the programming interface, as problem details (RFC 9457).</summary>
internal static class Problem
{
    internal static IResult Bad(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status400BadRequest);

    internal static IResult Conflict(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status409Conflict);

    internal static IResult NotFound() => TypedResults.Problem("Not found.", statusCode: StatusCodes.Status404NotFound);
}
