using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Reproduction.Text;

/// <summary>
/// Letters and their marks as one character each (Unicode's normal form C), where a text has them apart, as macOS writes names of files.
/// .NET's own normalisation does nothing in a program without ICU, which this one is. Latin, Greek and Cyrillic letters, kana and Hangul.
/// </summary>
internal static class ComposedLetters
{
    private const char FirstLead = '\u1100', LastLead = '\u1112', FirstVowel = '\u1161', LastVowel = '\u1175', BeforeTails = '\u11A7',
        LastTail = '\u11C2', FirstSyllable = '\uAC00', LastSyllable = '\uD7A3';

    private const int Vowels = 21, Tails = 28;

    /// <summary>By UnicodeData.txt: a mark, and then each letter that may bear it beside the two as one.</summary>
    private static readonly string[] Table =
    [
        "\u0300AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳἀἂἁἃἈἊἉἋἐἒἑἓἘἚἙἛἠἢἡἣἨἪἩἫἰἲἱἳ",
        "\u0300ἸἺἹἻὀὂὁὃὈὊὉὋὐὒὑὓὙὛὠὢὡὣὨὪὩὫαὰεὲηὴιὶοὸυὺωὼΑᾺΕῈΗῊ᾿῍ϊῒΙῚ῾῝ϋῢΥῪ¨῭ΟῸΩῺ",
        "\u0301AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿ¨΅ΑΆΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοόυύωώϒϓ",
        "\u0301ГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứἀἄἁἅἈἌἉἍἐἔἑἕἘἜἙἝἠἤἡἥἨἬἩἭἰἴἱἵἸἼἹἽ",
        "\u0301ὀὄὁὅὈὌὉὍὐὔὑὕὙὝὠὤὡὥὨὬὩὭ᾿῎῾῞",
        "\u0302AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ",
        "\u0303AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ",
        "\u0308AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋϒϔЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦhḧÕṎõṏŪṺūṻWẄwẅXẌ",
        "\u0308xẍtẗ",
        "\u030AAÅaåUŮuůwẘyẙ",
        "\u0327CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ",
        "\u0304AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝαᾱΑᾹιῑΙῙυῡΥῩ",
        "\u0306AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặαᾰΑᾸιῐΙῘυῠΥῨ",
        "\u0328AĄaąEĘeęIĮiįUŲuųOǪoǫ",
        "\u0307CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ",
        "\u030CCČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ",
        "\u030BOŐoőUŰuűУӲуӳ",
        "\u031BOƠoơUƯuư",
        "\u030FAȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ",
        "\u0311AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ",
        "\u0326SȘsșTȚtț",
        "\u0325AḀaḁ",
        "\u0323BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ",
        "\u0331BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ",
        "\u032DDḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ",
        "\u0330EḚeḛIḬiḭUṴuṵ",
        "\u032EHḪhḫ",
        "\u0324UṲuṳ",
        "\u0309AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ",
        "\u0313αἀΑἈεἐΕἘηἠΗἨιἰΙἸοὀΟὈυὐωὠΩὨρῤ",
        "\u0314αἁΑἉεἑΕἙηἡΗἩιἱΙἹοὁΟὉυὑΥὙωὡΩὩρῥΡῬ",
        "\u0342ἀἆἁἇἈἎἉἏἠἦἡἧἨἮἩἯἰἶἱἷἸἾἹἿὐὖὑὗὙὟὠὦὡὧὨὮὩὯαᾶ¨῁ηῆ᾿῏ιῖϊῗ῾῟υῦϋῧωῶ",
        "\u0345ἀᾀἁᾁἂᾂἃᾃἄᾄἅᾅἆᾆἇᾇἈᾈἉᾉἊᾊἋᾋἌᾌἍᾍἎᾎἏᾏἠᾐἡᾑἢᾒἣᾓἤᾔἥᾕἦᾖἧᾗἨᾘἩᾙἪᾚἫᾛἬᾜἭᾝἮᾞἯᾟὠᾠὡᾡὢᾢὣᾣὤᾤὥᾥὦᾦὧᾧὨᾨὩᾩὪᾪὫᾫὬᾬὭᾭὮᾮὯᾯὰᾲαᾳάᾴᾶᾷ",
        "\u0345ΑᾼὴῂηῃήῄῆῇΗῌὼῲωῳώῴῶῷΩῼ",
        "\u3099かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ",
        "\u309Aはぱひぴふぷへぺほぽハパヒピフプヘペホポ",
    ];

    private static readonly FrozenDictionary<(char Letter, char Mark), char> Pairs = Table
        .SelectMany(row => row[1..].Chunk(2).Select(pair => (Letter: pair[0], Mark: row[0], One: pair[1])))
        .ToFrozenDictionary(pair => (pair.Letter, pair.Mark), pair => pair.One);

    private static readonly SearchValues<char> Seconds = SearchValues.Create(string.Concat(
        Table.Select(row => row[0]).Concat(Enumerable.Range(FirstVowel, LastTail - FirstVowel + 1).Select(code => (char)code))));

    /// <summary>The text with letters and marks as one; itself where it has none apart.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Seconds)) return text;
        var composed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (composed.Length > 0 && One(composed[^1], character) is { } one) composed[^1] = one;
            else composed.Append(character);
        }
        return composed.ToString();
    }

    private static char? One(char first, char second) =>
        Pairs.TryGetValue((first, second), out var pair) ? pair
        : first is >= FirstLead and <= LastLead && second is >= FirstVowel and <= LastVowel
            ? (char)(FirstSyllable + ((first - FirstLead) * Vowels + second - FirstVowel) * Tails)
        : first is >= FirstSyllable and <= LastSyllable && (first - FirstSyllable) % Tails == 0 && second is > BeforeTails and <= LastTail
            ? (char)(first + second - BeforeTails)
        : null;
}
