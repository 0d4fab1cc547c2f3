using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Cluster;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Sharing;
using Hindcast.Web.Hosting;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hindcast.Web.Forms;

/// <summary>What the forms of the pages do. Each ends by leading to a page, so that a reload does nothing twice.</summary>
internal static class FormRoutes
{
    internal static void MapForms(this WebApplication app)
    {
        RouteGroupBuilder forms = app.MapGroup("/do").ExcludeFromDescription();
        forms.MapPost("/setup", Setup).Needs(AccessNeed.Nothing).RequireRateLimiting(SecurityServices.SignInLimit);
        forms.MapPost("/sign-in", SignIn).Needs(AccessNeed.Nothing).RequireRateLimiting(SecurityServices.SignInLimit);
        forms.MapPost("/sign-out", SignOut).Needs(AccessNeed.Session);
        forms.MapPost("/password", ChangePassword).Needs(AccessNeed.Session, "account.password").RequireRateLimiting(SecurityServices.SignInLimit);
        forms.MapPost("/tokens", MakeToken).Needs(AccessNeed.Session, "token.create");
        forms.MapPost("/tokens/{token}/revoke", RevokeToken).Needs(AccessNeed.Session, "token.revoke");
        forms.MapPost("/accounts", AddAccount).Needs(AccessNeed.Administer, "account.create");
        forms.MapPost("/organisations", AddOrganisation).Needs(AccessNeed.Administer, "organisation.create");
        forms.MapPost("/organisations/{organisation}/servers", AddServer).Needs(AccessNeed.Upload, "server.create");
        forms.MapPost("/servers/{server}/assess", Assess).Needs(AccessNeed.Upload, "assessment.queue");
        forms.MapPost("/reassess", AssessAll).Needs(AccessNeed.Analyse, "assessment.queue-all");
        forms.MapGet("/export/{assessment}", Export).Needs(AccessNeed.Export);
    }

    private static async Task<IResult> Setup(
        [FromForm] string code, [FromForm] string name, [FromForm] string password, HttpContext context, SetupCode setup, AccountStore accounts,
        AuditLog audit)
    {
        CancellationToken cancellation = context.RequestAborted;
        if (!setup.Is(code) || !AccountStore.IsName(name) || !AccountStore.IsPassword(password) || !await accounts.IsEmpty(cancellation))
        {
            return TypedResults.LocalRedirect("/setup?failed=1");
        }

        await audit.Add(null, "setup", "", name, context.Address(), cancellation);
        await accounts.Create(name, password, AccountRole.Administrator, TlpLevel.AmberStrict, [], cancellation);
        return TypedResults.LocalRedirect("/login");
    }

    private static async Task<IResult> SignIn(
        [FromForm] string name, [FromForm] string password, [FromForm] string? to, HttpContext context, AccountStore accounts, LoginThrottle throttle,
        AuditLog audit)
    {
        CancellationToken cancellation = context.RequestAborted;
        if (await throttle.Wait(name, context.Address(), cancellation) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await accounts.SignIn(name, password, cancellation) is not { } account)
        {
            await throttle.Failed(name, context.Address(), cancellation);
            await audit.Add(null, "sign-in.failed", "", AccountStore.IsName(name) ? name : "", context.Address(), cancellation);
            return TypedResults.LocalRedirect("/login?failed=1");
        }

        await throttle.Succeeded(name, cancellation);
        await audit.Add(null, "sign-in", "", name, context.Address(), cancellation);
        await CallerIdentity.Open(context, account.Id, account.Stamp);
        return TypedResults.LocalRedirect(IsLocal(to) ? to! : "/");
    }

    private static async Task SignOut(HttpContext context)
    {
        await context.SignOutAsync(CallerIdentity.Scheme);
        context.Response.Redirect("/login");
    }

    private static async Task<IResult> ChangePassword(
        [FromForm(Name = "old")] string old, [FromForm(Name = "new")] string wanted, HttpContext context, AccountStore accounts, LoginThrottle throttle)
    {
        Caller caller = context.Caller();
        CancellationToken cancellation = context.RequestAborted;
        if (await throttle.Wait(caller.Name, context.Address(), cancellation) is not null)
        {
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (!AccountStore.IsPassword(wanted) || await accounts.SignIn(caller.Name, old, cancellation) is null)
        {
            await throttle.Failed(caller.Name, context.Address(), cancellation);
            return TypedResults.BadRequest("The present password is wrong, or the new one has not 12 to 256 characters.");
        }

        await accounts.SetPassword(caller.AccountId, wanted, cancellation);
        return TypedResults.LocalRedirect("/login");
    }

    private static async Task<IResult> MakeToken(
        [FromForm] string name, [FromForm] int days, HttpContext context, TokenStore tokens)
    {
        try
        {
            string[] scopes = [.. context.Request.Form["scopes"].OfType<string>()];
            (_, string token) = await tokens.Create(context.Caller().AccountId, name, scopes, days, context.RequestAborted);
            return TypedResults.Text($"Keep this token; it is not shown again:\n\n{token}\n\nBack: /account\n");
        }
        catch (ArgumentException failure)
        {
            return TypedResults.BadRequest(failure.Message);
        }
    }

    private static async Task<IResult> RevokeToken(string token, HttpContext context, TokenStore tokens)
    {
        await tokens.Revoke(context.Caller().AccountId, token, context.RequestAborted);
        return TypedResults.LocalRedirect("/account");
    }

    private static async Task<IResult> AddAccount(
        [FromForm] string name, [FromForm] string password, [FromForm] AccountRole role, [FromForm] string? grant, [FromForm] string clearance,
        HttpContext context, AccountStore accounts, OrganisationStore organisations)
    {
        CancellationToken cancellation = context.RequestAborted;
        List<string> granted = [];
        if (grant is AccountStore.Everything)
        {
            granted.Add(AccountStore.Everything);
        }
        else if (grant is { Length: > 0 })
        {
            IReadOnlyList<OrganisationRow> found = await organisations.List(context.Caller(), grant, "", 1, cancellation);
            granted.AddRange(found.Where(o => o.Organisation.Name == grant).Select(o => o.Organisation.Id));
        }

        bool wrongGrant = (grant is { Length: > 0 } && granted.Count == 0)
            || (role == AccountRole.Organisation && granted is not [not AccountStore.Everything]);
        if (!AccountStore.IsName(name) || !AccountStore.IsPassword(password) || wrongGrant || !TlpLabel.TryParse(clearance, out TlpLevel level))
        {
            return TypedResults.BadRequest("Name, password or grant has not the form that is wanted.");
        }

        return await accounts.Create(name, password, role, level, granted, cancellation) is null
            ? TypedResults.Conflict("The name is taken.")
            : TypedResults.LocalRedirect("/accounts");
    }

    private static async Task<IResult> AddOrganisation(
        [FromForm] string name, [FromForm] string? sector, [FromForm] string? country, [FromForm] long retention, HttpContext context,
        OrganisationStore organisations, IGrainFactory grains)
    {
        try
        {
            if (await organisations.Create(
                name, sector ?? "", country ?? "", retention, OrganisationStore.DefaultQuotaBytes, context.RequestAborted) is not { } id)
            {
                return TypedResults.Conflict("The name is taken.");
            }

            await grains.GetGrain<IOrganisationGrain>(id).KeepRetention();
            return TypedResults.LocalRedirect("/organisations");
        }
        catch (ArgumentException failure)
        {
            return TypedResults.BadRequest(failure.Message);
        }
    }

    private static async Task<IResult> AddServer(string organisation, [FromForm] string name, HttpContext context, ServerStore servers)
    {
        if (!OrganisationStore.IsName(name))
        {
            return TypedResults.BadRequest("A server has a name of 1 to 120 characters.");
        }

        return await servers.Create(organisation, name, context.RequestAborted) is { } id
            ? TypedResults.LocalRedirect($"/servers/{id}")
            : TypedResults.Conflict("The organisation has a server of this name.");
    }

    private static async Task<IResult> Assess(string server, HttpContext context, ServerStore servers, IGrainFactory grains)
    {
        ServerRow found = (await servers.Find(server, context.RequestAborted))!;
        await grains.GetGrain<IServerGrain>(server).Assess(found.OrganisationId);
        return TypedResults.LocalRedirect($"/servers/{server}");
    }

    private static async Task<IResult> AssessAll(HttpContext context, JobStore jobs, JobSignal signal)
    {
        (string batch, _) = await jobs.EnqueueAll(context.Caller(), context.RequestAborted);
        signal.Queued();
        return TypedResults.LocalRedirect($"/jobs?batch={batch}");
    }

    private static RedirectHttpResult Export(string assessment, string format, string tlp) =>
        TypedResults.LocalRedirect($"/api/v1/assessments/{assessment}/export/{Uri.EscapeDataString(format)}?tlp={Uri.EscapeDataString(tlp)}");

    /// <summary>True for a path of this application: signing in leads nowhere else.</summary>
    internal static bool IsLocal(string? to) =>
        to is ['/', ..] && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/\\", StringComparison.Ordinal) && !to.Any(char.IsControl);
}
