using System.Globalization;

namespace Hindcast.Engine.PageOwners;

/// <summary>The owner of a page beside those of the other files in its folder.</summary>
/// <param name="Owner">The owner. Untrusted.</param>
/// <param name="Neighbours">Other files in its folder whose owner is told.</param>
/// <param name="Usual">The owner of most of them, or "". Untrusted.</param>
/// <param name="UsualFiles">How many of them are that owner's.</param>
internal sealed record PageOwner(string Owner, int Neighbours, string Usual, int UsualFiles)
{
    /// <summary>Neighbours below which a folder has no usual owner.</summary>
    internal const int LeastNeighbours = 3;

    /// <summary>What the owner is to a web server.</summary>
    internal AccountKind Kind { get; } = FileAccounts.KindOf(Owner);

    /// <summary>True when three of four neighbours are of one owner that is another; false when not; null with too few neighbours.</summary>
    internal bool? IsOdd => Neighbours < LeastNeighbours ? null : UsualFiles * 4 >= Neighbours * 3 && !Usual.Equals(Owner, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when all neighbours are of one owner that is another.</summary>
    internal bool IsAlone => IsOdd == true && UsualFiles == Neighbours;

    /// <summary>
    /// What the owner adds to a page's score, of 100, as one more independent chance; 0 when it says nothing. Files of the same
    /// owner side by side say nothing, whoever that is: installers run as the system, and folders for uploads are the web server's.
    /// </summary>
    internal int Weight => (Kind, IsOdd) switch
    {
        (AccountKind.WebServer, true) => 40,
        (AccountKind.WebServer, null) => 25,
        (AccountKind.System, true) => 30,
        (_, true) => 20,
        _ => 0,
    };

    /// <summary>What it is, for people.</summary>
    internal string Words
    {
        get
        {
            string account = Kind switch
            {
                AccountKind.WebServer => $"owned by {Owner}, an account of the web server",
                AccountKind.System => $"owned by {Owner}, the system",
                _ => $"owned by {Owner}",
            };
            return IsOdd switch
            {
                true => string.Create(CultureInfo.InvariantCulture, $"{account}; of {Neighbours} files beside it {UsualFiles} are owned by {Usual}"),
                null => string.Create(CultureInfo.InvariantCulture, $"{account}; too few files beside it to compare ({Neighbours})"),
                _ => account,
            };
        }
    }
}
