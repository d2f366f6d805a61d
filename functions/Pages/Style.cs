namespace Pilot.Functions.Pages;

/// <summary>The look of every page: plain, readable at 320 pixels and at twice the size, and on paper.</summary>
internal static class Style
{
    public const string Sheet = """
        *{box-sizing:border-box}
        html{font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:#17191c;background:#fff;-webkit-text-size-adjust:100%}
        body{margin:0;overflow-wrap:break-word}
        .wide{max-width:80rem;margin:0 auto;padding:0 1rem}
        main{padding-bottom:3rem!important}
        main:focus{outline:none}
        h1{font-size:1.9rem;line-height:1.2;margin:1.75rem 0 .75rem;overflow-wrap:anywhere}
        h2{font-size:1.4rem;line-height:1.25;margin:2.75rem 0 .75rem;overflow-wrap:anywhere}
        h3{font-size:1.12rem;line-height:1.3;margin:1.75rem 0 .5rem;overflow-wrap:anywhere}
        p,ul,dl{max-width:44rem}
        p,ul{margin:0 0 1rem}
        ul{padding-left:1.25rem}
        li{margin:.25rem 0}
        a{color:#00505c;text-underline-offset:.15em}
        a:hover{text-decoration-thickness:.2em}
        :focus-visible{outline:3px solid #a33b00;outline-offset:2px}
        .skip{position:absolute;left:-99em}
        .skip:focus{position:static;display:block;padding:.6rem 1rem;background:#fff}
        .unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        header{border-bottom:4px solid #00505c;padding:1rem 0 .5rem}
        .service{font-weight:700;font-size:1.05rem;margin:0 0 .25rem}
        nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 1.5rem;max-width:none}
        nav a{display:inline-block;padding:.3rem 0}
        footer ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;max-width:none}
        .action{display:inline-block;font-weight:600;padding:.5rem 1.1rem;border:2px solid #00505c;background:#00505c;color:#fff;text-decoration:none}
        .action:hover{text-decoration:underline}
        .filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:0 1.5rem;align-items:end;max-width:64rem}
        .filters .form-group{margin:.5rem 0}
        footer{border-top:1px solid #8a9197;padding:1.5rem 0;color:#43484d}
        .open,.notice{border:2px solid #a33b00;border-left-width:.6rem;padding:.75rem 1rem;margin:1.5rem 0;max-width:none}
        .notice{border-color:#00505c}
        .notice h2{margin:0 0 .5rem;font-size:1.2rem}
        .notice>:last-child{margin-bottom:0}
        .hint,.note{color:#43484d}
        .hint{margin-bottom:.5rem}
        .lead{font-size:1.15rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,11rem),1fr));gap:1rem;margin:1.25rem 0;max-width:none}
        .figures>div{border-top:3px solid #00505c;padding-top:.5rem}
        .figures dt{font-weight:600}
        .figures dd{margin:0;font-size:1.5rem;font-weight:700;line-height:1.25;overflow-wrap:anywhere}
        .figures .note{display:block;font-size:1rem;font-weight:400;margin-top:.25rem}
        .facts{margin:1rem 0;max-width:56rem}
        .facts>div{display:grid;grid-template-columns:minmax(8rem,1fr) 2.4fr;gap:0 1rem;border-bottom:1px solid #c5cbd0;padding:.5rem 0}
        .facts dt{font-weight:600}
        .facts dd{margin:0;overflow-wrap:anywhere}
        .scroll{position:relative;overflow-x:auto;margin:1rem 0 1.5rem}
        table{border-collapse:collapse;font-size:.95rem;min-width:min(100%,32rem)}
        caption{text-align:left;font-weight:700;padding:0 0 .5rem}
        th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid #c5cbd0}
        thead th{border-bottom:2px solid #43484d;vertical-align:bottom}
        th:last-child,td:last-child{padding-right:0}
        tbody th{font-weight:400;min-width:7rem}
        tbody td:not(.number){min-width:6rem}
        tbody .word{hyphens:none}
        tfoot th,tfoot td{font-weight:700;border-bottom:2px solid #43484d}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        thead .number{white-space:normal}
        .figure{font-variant-numeric:tabular-nums;white-space:nowrap}
        .word{font-weight:700}
        figure{margin:1rem 0;max-width:44rem}
        figcaption{font-weight:700;margin-bottom:.5rem}
        svg{display:block;width:100%;font:600 15px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;fill:#17191c}
        svg .group{font-weight:700}
        svg .value{font-weight:400}
        svg .one{fill:#00505c;stroke:#00505c}
        svg .two{fill:#fff;stroke:#00505c;stroke-width:2}
        .caption{display:block;font-size:1.1rem;font-weight:400;color:#43484d}
        .back{display:inline-block;margin:1rem 0 0;padding-left:.9rem;position:relative;color:#17191c}
        .back::before{content:"";position:absolute;left:.1rem;top:.55em;width:.45rem;height:.45rem;border:solid;border-width:1px 0 0 1px;transform:rotate(-45deg)}
        .phase{border-bottom:1px solid #8a9197;padding:.6rem 0;margin:0;max-width:none}
        .phase strong{background:#00505c;color:#fff;padding:.05rem .5rem;margin-right:.6rem;font-size:.95rem}
        .error-summary{border:4px solid #b10e1e;padding:1rem 1.25rem;margin:1.5rem 0}
        .error-summary h2{margin:0 0 .75rem;font-size:1.25rem}
        .error-summary ul{list-style:none;padding:0;margin:0}
        .error-summary a,.error-message{color:#b10e1e;font-weight:700}
        .error-message{margin:.25rem 0 .5rem}
        .form-group{margin:1.5rem 0}
        .in-error{border-left:5px solid #b10e1e;padding-left:1rem}
        .in-error input{border-color:#b10e1e}
        .banner{border:5px solid #00662f;margin:1.5rem 0}
        .banner-title{background:#00662f;color:#fff;margin:0;font-size:1.1rem;padding:.15rem 1rem .4rem}
        .banner-content{padding:1rem}
        .banner-content>:last-child{margin-bottom:0}
        .banner-heading{font-weight:700;font-size:1.15rem}
        .inset{border-left:.6rem solid #8a9197;padding:.5rem 0 .5rem 1rem;margin:1.5rem 0;max-width:44rem}
        .warning{display:flex;gap:1rem;align-items:flex-start;margin:1.5rem 0;max-width:44rem}
        .warning-icon{flex:none;width:2.1rem;height:2.1rem;border-radius:50%;background:#17191c;color:#fff;font-weight:700;text-align:center;line-height:2.1rem}
        .pages{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;margin:1.5rem 0}
        .pages ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0}
        .current{font-weight:700}
        .tasks{list-style:none;padding:0;max-width:56rem;border-top:1px solid #c5cbd0}
        .tasks li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.5rem;padding:.6rem 0;margin:0;border-bottom:1px solid #c5cbd0}
        .tasks .hint{margin:.15rem 0 0}
        .tasks .status{max-width:26rem}
        .tag{display:inline-block;font-weight:700;padding:.05rem .5rem;background:#dcebed;color:#0b3a41}
        .tag.late{background:#f6d7d2;color:#5a1208}
        .tag.done{background:#fff;color:#17191c;font-weight:400;padding:0}
        label{display:block;font-weight:600;margin:1rem 0 .25rem}
        input[type=text],input[type=file],select{display:block;width:100%;max-width:30rem;font:inherit;padding:.5rem;border:2px solid #43484d;border-radius:0;background:#fff;color:inherit}
        button{font:inherit;font-weight:600;min-height:2.75rem;margin:1rem .75rem .25rem 0;padding:.5rem 1.1rem;border:2px solid #00505c;background:#00505c;color:#fff;border-radius:0;cursor:pointer}
        button.quiet{background:#fff;color:#00505c}
        button:hover{text-decoration:underline}
        button+.hint,form+.hint{margin-top:.75rem}
        @media (max-width:30rem){.facts>div{grid-template-columns:1fr}h1{font-size:1.6rem}}
        @media screen and (max-width:45rem){
        .scroll{overflow-x:visible}
        table,caption,tbody,tfoot,tr,th,td{display:block;min-width:0!important;width:auto}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        tbody tr,tfoot tr{border-bottom:2px solid #43484d;padding:.5rem 0}
        tbody tr:first-child{border-top:2px solid #43484d}
        tbody th,tfoot th,tbody td,tfoot td,tbody .number,tfoot .number{border:0;padding:.15rem 0;text-align:left;white-space:normal;overflow-wrap:anywhere}
        tbody th{font-weight:700}
        td::before{content:attr(data-heading) ": ";content:attr(data-heading) ": " / "";color:#43484d;font-weight:400}
        td:empty{display:none}
        }
        @media (forced-colors:active){svg .one{fill:CanvasText;stroke:CanvasText}svg .two{fill:Canvas;stroke:CanvasText}svg{fill:CanvasText}}
        code{font-size:.85rem;overflow-wrap:anywhere}
        @page{size:A4 landscape;margin:1.2cm}
        @media print{
        html{font-size:10pt}
        nav,nav.pages,form,.filters,.skip,.open{display:none}
        .wide{max-width:none;padding:0}
        .scroll{overflow:visible}
        table{font-size:8.5pt}
        th,td{padding:.25rem .6rem .25rem 0;min-width:0!important;overflow-wrap:anywhere}
        h2,h3,caption{break-after:avoid}
        tr,figure,.notice{break-inside:avoid}
        a{color:inherit}
        .brief{font-size:9pt}
        .brief h1{margin:0 0 .25rem}
        .brief .figures{grid-template-columns:repeat(6,1fr);margin:.5rem 0}
        .brief .figures dd{font-size:1.1rem}
        .brief .figures .note{font-size:.8rem}
        .brief table{font-size:8pt}
        .brief th,.brief td{padding:.12rem .5rem .12rem 0}
        .brief .facts>div{padding:.15rem 0}
        header,footer,.phase{display:none}
        svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """;
}
