using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Hindcast.Fleet.Accounts;
using Microsoft.AspNetCore.Authentication;

namespace Hindcast.Web.Security;

/// <summary>
/// Knows a caller by a token (Bearer; for programs that know no other, Basic with the token as password) or by the session
/// cookie. Grants and state come from the database at each request, so that taking something away works at once.
/// </summary>
internal sealed class CallerIdentity(AccountStore accounts, TokenStore tokens)
{
    /// <summary>Name of the session's scheme.</summary>
    internal const string Scheme = "session";

    private const string StampClaim = "stamp";

    internal async Task<Caller?> Find(HttpContext context)
    {
        if (context.Request.Headers.Authorization is [{ } header])
        {
            return await tokens.Find(Token(header), context.RequestAborted);
        }

        ClaimsPrincipal? session = (await context.AuthenticateAsync(Scheme)).Principal;
        if (session?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } account || session.FindFirstValue(StampClaim) is not { } stamp)
        {
            return null;
        }

        // The forgery check binds its token to this user.
        context.User = session;
        return await accounts.OfSession(account, stamp, context.RequestAborted);
    }

    /// <summary>Opens a session.</summary>
    internal static Task Open(HttpContext context, string accountId, string stamp) =>
        context.SignInAsync(
            Scheme,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, accountId), new Claim(StampClaim, stamp)], Scheme)));

    private static string? Token(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out AuthenticationHeaderValue? value) || value.Parameter is not { } parameter)
        {
            return null;
        }

        if (value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return parameter;
        }

        Span<byte> plain = stackalloc byte[512];
        return value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(parameter, plain, out int length)
            && Encoding.UTF8.GetString(plain[..length]).Split(':', 2) is [_, string token]
            ? token
            : null;
    }
}
