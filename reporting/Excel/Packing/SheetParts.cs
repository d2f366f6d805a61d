using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>What the writing library leaves undone on the part of a sheet and on that of its table.</summary>
internal static class SheetParts
{
    private const int LastColumn = 16_384;

    /// <summary>Every sheet is left with A1 selected, and the workbook on the first sheet. Columns stand from left to right, as the format wants them.</summary>
    public static XDocument CompleteSheet(XDocument sheet, bool first)
    {
        OpenOnA1(sheet, first);
        SortColumns(sheet);
        return sheet;
    }

    /// <summary>The table with all its rows and not the drawn ones alone, and no filter where none is wanted.</summary>
    public static XDocument CompleteTable(XDocument table, SheetPlan plan)
    {
        table.Root!.SetAttributeValue("ref", SheetFrame.TableRange(plan));
        foreach (var filter in table.Root.Elements(table.Root.Name.Namespace + "autoFilter").ToArray())
        {
            if (plan.Sheet.IsForWorkingIn)
            {
                filter.SetAttributeValue("ref", SheetFrame.TableRange(plan));
            }
            else
            {
                filter.Remove();
            }
        }

        return table;
    }

    private static void OpenOnA1(XDocument sheet, bool first)
    {
        var main = sheet.Root!.Name.Namespace;
        foreach (var view in sheet.Descendants(main + "sheetView"))
        {
            view.SetAttributeValue("tabSelected", first ? "1" : null);
            view.Elements(main + "selection").Remove();
            var pane = view.Element(main + "pane");
            view.Add(new XElement(
                main + "selection",
                pane is null ? null : new XAttribute("pane", pane.Attribute("activePane")!.Value),
                new XAttribute("activeCell", "A1"),
                new XAttribute("sqref", "A1")));
        }
    }

    private static void SortColumns(XDocument sheet)
    {
        var main = sheet.Root!.Name.Namespace;
        if (sheet.Root.Element(main + "cols") is not { } columns)
        {
            return;
        }

        columns.ReplaceNodes(columns.Elements().Where(element => (int)element.Attribute("max")! < LastColumn).OrderBy(element => (int)element.Attribute("min")!).ToArray());
        if (!columns.HasElements)
        {
            columns.Remove();
        }
    }
}
