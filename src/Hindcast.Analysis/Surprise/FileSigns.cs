using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Signs in files of the web roots: a page that is called for the first time and that no known file and no neighbour explains.</summary>
internal static class FileSigns
{
    internal static IEnumerable<Sign> Of(DayProfile day, ServerPast past, WebFileSet files)
    {
        foreach (IGrouping<string, RequestForm> path in day.Forms.Values
            .Where(f => f is { IsAnswered: true, Source: RequestSource.FrontEnd } && past.Path(f.PathKey) is null)
            .GroupBy(f => f.Path, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (files.Unexplained(path.Key) is not ({ } file, { } why))
            {
                continue;
            }

            const string Class = "page of a web root";
            Sign sign = new()
            {
                Family = UnusualFamily.File,
                Class = Class,
                Log = PastLog.FrontEnd,
                What = string.Create(CultureInfo.InvariantCulture, $"{path.Key} lies in a web root ({file.LengthBytes:N0} bytes) and is called for the first time"),
                Normal = string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(why[0])}{why[1..]}; {past.Often(Class, PastLog.FrontEnd)}"),
                Path = path.Key,
                Thing = path.Key,
            };
            foreach (RequestForm form in path.OrderBy(f => f.First))
            {
                sign.Clients.Add(form.Clients);
                sign.With(new RowSpot(form.First.Ticks, new SourceLocation(file.Path, 0, file.LengthBytes)), form.LastTicks, form.Count);
            }

            yield return sign;
        }
    }
}
