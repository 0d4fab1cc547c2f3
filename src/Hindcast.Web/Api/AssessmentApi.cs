using System.Text;
using System.Text.Json;
using Hindcast.Engine.Cases;
using Hindcast.Fleet.Organisations;
using Hindcast.Fleet.Results;
using Hindcast.Fleet.Sharing;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Stix;
using Hindcast.Web.Security;

namespace Hindcast.Web.Api;

/// <summary>Results: the files of the case folder as the engine wrote them, and exports for others.</summary>
internal static class AssessmentApi
{
    /// <summary>What names the victim is for the victim and who works for it.</summary>
    private const TlpLevel OfVictims = TlpLevel.AmberStrict;

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/assessments/{assessment}", Get).Needs(AccessNeed.Read);
        api.MapGet("/assessments/{assessment}/assessment.json", Json).Needs(AccessNeed.Read, "assessment.read");
        api.MapGet("/assessments/{assessment}/report.html", Report).Needs(AccessNeed.Read, "report.read");
        api.MapGet("/assessments/{assessment}/timeline.csv", Timeline).Needs(AccessNeed.Read, "timeline.read");
        api.MapGet("/assessments/{assessment}/case.duckdb", Database).Needs(AccessNeed.Read, "case.read");
        api.MapGet("/assessments/{assessment}/export/{format}", Export).Needs(AccessNeed.Export, "assessment.export");
        api.MapPost("/assessments/{assessment}/share", Share).Needs(AccessNeed.Export, "assessment.share");
    }

    private static async Task<AssessmentRow?> Get(string assessment, AssessmentStore assessments, CancellationToken cancellation) =>
        await assessments.Find(assessment, cancellation);

    private static Task<IResult> Json(string assessment, HttpContext context, AssessmentStore assessments) =>
        SendFile(assessment, CaseFolder.AssessmentFile, "application/json", context, assessments);

    private static Task<IResult> Report(string assessment, HttpContext context, AssessmentStore assessments) =>
        SendFile(assessment, "report.html", "text/html; charset=utf-8", context, assessments);

    private static Task<IResult> Timeline(string assessment, HttpContext context, AssessmentStore assessments) =>
        SendFile(assessment, "timeline.csv", "text/csv; charset=utf-8", context, assessments);

    private static async Task<IResult> SendFile(string id, string name, string type, HttpContext context, AssessmentStore assessments)
    {
        AssessmentRow row = (await assessments.Find(id, context.RequestAborted))!;
        if (await assessments.Open(row, name, context.RequestAborted) is not { } file)
        {
            return Problem.NotFound();
        }

        // Whatever the file holds, it runs nothing under this address.
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.SandboxPolicy;
        context.Mark(OfVictims);
        return TypedResults.Stream(file, type);
    }

    /// <summary>The assessment as tables; made now unless the silo writes it with each result.</summary>
    private static async Task<IResult> Database(string assessment, HttpContext context, AssessmentStore assessments, CancellationToken cancellation)
    {
        AssessmentRow row = (await assessments.Find(assessment, cancellation))!;
        Stream? file = await assessments.Open(row, CaseFolder.DatabaseFile, cancellation);
        if (file is null)
        {
            string folder = Directory.CreateTempSubdirectory("hindcast-case-").FullName;
            try
            {
                await assessments.Copy(row, CaseFolder.AssessmentFile, folder, cancellation);
                CaseFolder.WriteDatabase(folder);
                file = new MemoryStream(await File.ReadAllBytesAsync(Path.Combine(folder, CaseFolder.DatabaseFile), cancellation));
            }
            catch (Exception failure) when (failure is IOException or JsonException)
            {
                return Problem.NotFound();
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        context.Mark(OfVictims);
        return TypedResults.Stream(file, "application/octet-stream", CaseFolder.DatabaseFile);
    }

    private static async Task<IResult> Export(
        string assessment, string format, string? tlp, bool? identify, HttpContext context, AssessmentStore assessments, OrganisationStore organisations,
        CancellationToken cancellation)
    {
        if (ExportFormat.All.FirstOrDefault(f => f.Name == format) is not { } form || !TlpLabel.TryParse(tlp ?? "amber", out TlpLevel level))
        {
            return Problem.Bad($"Formats are {string.Join(", ", ExportFormat.All.Select(f => f.Name))}; levels clear, green, amber, amber+strict, red.");
        }

        bool named = identify == true;
        if (named && level < OfVictims)
        {
            return Problem.Bad("What names the victim leaves at amber+strict or red.");
        }

        context.Mark(level);
        return await Shared(assessment, level, named, assessments, organisations, cancellation) is { } shared
            ? TypedResults.File(Encoding.UTF8.GetBytes(form.Write(shared)), "application/octet-stream", $"{assessment}.{form.Name}")
            : Problem.NotFound();
    }

    /// <summary>Adds a result, with the victim hidden, to the shared intelligence of a level.</summary>
    private static async Task<IResult> Share(
        string assessment, ShareWish wanted, HttpContext context, AssessmentStore assessments, OrganisationStore organisations,
        SharedObjectStore objects, CancellationToken cancellation)
    {
        if (!TlpLabel.TryParse(wanted.Tlp ?? "", out TlpLevel level) || SharingCircle.All.FirstOrDefault(c => c.Level == level) is not { } collection)
        {
            return Problem.Bad("Levels that are shared are clear, green, amber and amber+strict.");
        }

        if (await Shared(assessment, level, named: false, assessments, organisations, cancellation) is not { } shared)
        {
            return Problem.NotFound();
        }

        using JsonDocument bundle = JsonDocument.Parse(StixBundle.Write(shared));
        IReadOnlyList<SharedVerdict> verdicts = await objects.Add(
            collection, context.Caller(), [.. bundle.RootElement.GetProperty("objects").EnumerateArray()], cancellation);
        return TypedResults.Ok(new ShareAnswer(collection.Id, verdicts.Count(v => v.Problem is null), verdicts.Count(v => v.Problem is not null)));
    }

    private static async Task<SharedCase?> Shared(
        string assessment, TlpLevel level, bool named, AssessmentStore assessments, OrganisationStore organisations, CancellationToken cancellation)
    {
        AssessmentRow row = (await assessments.Find(assessment, cancellation))!;
        Organisation? owner = await organisations.Find(row.OrganisationId, cancellation);
        try
        {
            CaseSharing sharing = await assessments.Sharing(row, cancellation);
            return new SharedCase(await assessments.Read(row, cancellation), new SharingOptions
            {
                Tlp = level,
                IdentifyVictim = named,
                Organisation = owner?.Name,
                Key = sharing.Key,
                Created = sharing.Created,
                Modified = sharing.Modified,
            });
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whom a result is shared with.</summary>
    internal sealed record ShareWish(string? Tlp);

    /// <summary>The collection, and how many objects it took and refused.</summary>
    internal sealed record ShareAnswer(string Collection, int Taken, int Refused);
}
