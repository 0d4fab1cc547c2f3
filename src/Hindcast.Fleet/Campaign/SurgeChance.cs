namespace Hindcast.Fleet.Campaign;

/// <summary>
/// How likely it is that what is new on some servers began on so many of them within the same seven days, and was odd enough for the own
/// list of so many, by chance. Some weeks have more that is new than others (an update, or simply more servers whose logs reach there), so a
/// week is measured by what began in it over all servers, and so are lists. Pure.
/// </summary>
internal static class SurgeChance
{
    /// <summary>
    /// So many beginnings are assumed to lie evenly in a quarter of a year beside those that are known: a few things of a few servers
    /// do not tell how weeks differ.
    /// </summary>
    private const double Assumed = 1000, AssumedDays = 90, AssumedShown = 0.2;

    /// <summary>The chance of both.</summary>
    /// <param name="servers">Servers on which it began.</param>
    /// <param name="inWeek">Of these, most within seven days.</param>
    /// <param name="shown">Of these, those on whose own list it stands.</param>
    /// <param name="week">Share of all beginnings in these days.</param>
    /// <param name="listed">Share of all that stands on lists.</param>
    internal static double Of(long servers, long inWeek, long shown, double week, double listed) => AtLeast(inWeek, servers, week) * AtLeast(shown, servers, listed);

    /// <summary>The share of all unusual things that stand on the list of their server.</summary>
    internal static double Listed(long shown, long all) => (shown + (Assumed * AssumedShown)) / (all + Assumed);

    /// <summary>The share of beginnings in some days.</summary>
    /// <param name="within">Beginnings in these days.</param>
    /// <param name="all">Beginnings in all.</param>
    /// <param name="days">How many days.</param>
    internal static double Share(long within, long all, int days) => (within + (Assumed * days / AssumedDays)) / (all + Assumed);

    /// <summary>The probability of at least so many out of all, each with the same probability.</summary>
    internal static double AtLeast(long several, long all, double share)
    {
        // Summed from the first term on, each made of the one before; in logarithms, because terms may be too small for a double.
        double term = 0;
        for (long i = 1; i <= several; i++)
        {
            term += Math.Log(all - several + i) - Math.Log(i);
        }

        term = Math.Exp(term + (several * Math.Log(share)) + ((all - several) * Math.Log(1 - share)));
        double sum = 0;
        for (long i = several; i <= all && term > 0; i++)
        {
            sum += term;
            term *= (all - i) / (i + 1.0) * share / (1 - share);
        }

        return Math.Min(1, sum);
    }
}
